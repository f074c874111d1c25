/** What a key wants from the world outside the state. */
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import type { SaveKind } from '../data/saveChoices.js';

export type Effect =
  | { readonly do: 'quit' }
  /** Ctrl-C: as SIGINT, which raw keys keep from coming. */
  | { readonly do: 'interrupt' }
  | { readonly do: 'suspend' }
  | { readonly do: 'redraw' }
  | { readonly do: 'pause' }
  /** Find out what kind of content it moved. */
  | { readonly do: 'identify'; readonly transfer: Transfer }
  /** Filters that were used, for the next run. */
  | { readonly do: 'remember'; readonly filters: readonly string[] }
  | { readonly do: 'copy'; readonly text: string }
  | {
      readonly do: 'save';
      readonly what: SaveKind;
      readonly name: string;
      readonly of?: DataConnection;
      readonly sessions: readonly number[] | null;
    };
