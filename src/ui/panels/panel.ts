/** What a view is to the rest of the UI: a list of rows, how one is drawn, and what is to be said about it. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import type { Context } from '../data/context.js';
import type { UiState, ViewId } from '../state.js';
import type { RowList } from '../terminal/rowList.js';
import type { Line } from '../terminal/text.js';

/** What a list is made of. */
export type ListProps = {
  readonly state: UiState;
  readonly context: Context;
  /** Columns of the screen, for lists whose rows depend on them. */
  readonly columns: number;
  /** ... and rows, for what fills it. */
  readonly rows?: number;
};

/** What a panel draws from: the same, and its rows, which are made once for a picture. */
export type PanelProps<Row = unknown> = ListProps & { readonly list: RowList<Row> };

/** Where Enter leads. */
export type Destination =
  | { readonly to: 'session'; readonly session: Session }
  | { readonly to: 'frame'; readonly frame: number }
  | { readonly to: 'ladder-frame'; readonly session: Session; readonly frame: number | null }
  /** The sessions that a filter takes. */
  | { readonly to: 'filter'; readonly filter: string }
  | { readonly to: 'fold' }
  | { readonly to: 'explain' };

/** Titles of tabs and names of columns are texts: `ui.views`, and those of the table. */
export type TypedPanel<Row> = {
  readonly id: ViewId;
  /** The view in whose place among the tabs it stands; undefined: it has its own. */
  readonly tab?: ViewId;
  /** Shows one session, so one has to be chosen. */
  readonly inSession: boolean;
  /** Why the list is empty, and what to do. */
  readonly empty: (props: ListProps) => string;
  readonly list: (props: ListProps) => RowList<Row>;
  /** What is shown, for the line above the headings; a session's panels have the session there. */
  readonly about?: (props: PanelProps<Row>, columns: number) => Line;
  /** Column headings. */
  readonly head?: (props: PanelProps<Row>, columns: number) => Line;
  /** The row at `index` of the list in at most `columns`. */
  readonly draw: (row: Row, props: PanelProps<Row>, columns: number, index: number) => Line;
  /** The row as a sentence: for copying and screen readers. */
  readonly sentence: (row: Row, props: PanelProps<Row>) => string;
  /** What is said of a row in which something was cut off, of `columns`; undefined: the sentence. */
  readonly whole?: (row: Row, props: PanelProps<Row>, columns: number) => string;
  /** What a search looks at; undefined: the sentence. */
  readonly searched?: (row: Row, props: PanelProps<Row>) => string;
  /** The pane beside (or below) the list; `rows` is its height. What is longer scrolls. */
  readonly detail?: (row: Row, props: PanelProps<Row>, columns: number, rows: number) => readonly Line[];
  /** Lines that stay at the end of the pane, whatever scrolls above them. */
  readonly detailFoot?: (props: PanelProps<Row>, columns: number) => readonly Line[];
  /**
   * 'always': the view is nothing without it. 'by-default': also below the list, where the terminal is narrow; 'tall': there
   * where it is tall. 'wide': where it is wide, whatever `e` says.
   */
  readonly detailShown?: 'always' | 'by-default' | 'tall' | 'wide';
  /** Of a 'tall' panel: the rows of the screen from which on. */
  readonly tallRows?: number;
  /** The columns from which on it stands beside the list. */
  readonly wideColumns?: number;
  /** Columns of the pane beside the list, of `columns` altogether. */
  readonly detailColumns?: (columns: number) => number;
  /** Rows of the pane below the list, of `rows` for both; `length`: rows that the list has. Undefined: half of them. */
  readonly detailRows?: (rows: number, length: number) => number;
  /** The pane can show the row's packet too. */
  readonly withPacket?: boolean;
  /** The frame that stands for the row, where there is one. */
  readonly frame?: (row: Row) => number | null;
  /** The data connection that the row is about, for a look at what it carried. */
  readonly dataConnection?: (row: Row) => DataConnection | null;
  /** Display filter of Wireshark that shows the row's packets. */
  readonly wireshark?: (row: Row, props: PanelProps<Row>) => string | null;
  readonly enter?: (row: Row, props: PanelProps<Row>) => Destination | null;
  /** The key under which the row's fold is kept; null: nothing to fold. */
  readonly foldKey?: (row: Row, props: PanelProps<Row>) => string | null;
  /** The key of the row that belongs to this one: the SYN of a PORT, the command of a reply. */
  readonly counterpart?: (row: Row, props: PanelProps<Row>) => string | null;
  readonly hasFinding?: (row: Row, props: PanelProps<Row>) => boolean;
  /** The key of the closed fold that a frame is in; null: its row is on the screen. */
  readonly foldOfFrame?: (frame: number, props: PanelProps<Row>) => string | null;
  /** Where the row of a frame is. */
  readonly indexOfFrame?: (frame: number, props: PanelProps<Row>) => number;
};

/** A panel whose rows only it understands. */
export type Panel = TypedPanel<unknown>;

/** Forgets the type of the rows: a list's rows only ever come back to the panel that made them. */
export const definePanel = <Row>(panel: TypedPanel<Row>): Panel => panel as unknown as Panel;
