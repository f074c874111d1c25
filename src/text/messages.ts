/**
 * The form of a catalogue. Facts have a table of codes in the room that states them (`EvidenceParams`); the catalogue of
 * every language has one message for each code, and the compiler refuses a language in which one is missing or asks for
 * a parameter that the code has not.
 */
import type { Fact } from '../fact.js';
import type { Format } from './format.js';

/** One message a code: the parameters, the language's formats and the frames, to a whole sentence. */
export type Messages<Table> = {
  readonly [Code in keyof Table & string]: (params: Table[Code], format: Format, frames: readonly number[]) => string;
};

/** The message of a fact that is a parameter of another: within one language. */
export function messageOf<Table>(messages: Messages<Table>, { code, params, frames }: Fact<Table>, f: Format): string {
  return messages[code](params, f, frames);
}
/** What is said of a finding: `cause` and `advice` where they are known, each a whole sentence or several. */
export type FindingMessage<Params> = {
  /** Names it in lists and documents. */
  readonly title: string;
  /** What happened. */
  readonly message: (params: Params, format: Format, frames: readonly number[]) => string;
  /** Why, most likely. */
  readonly cause?: (params: Params, format: Format) => string | null;
  /** What to do or to check. */
  readonly advice?: (params: Params, format: Format) => string | null;
};

export type FindingMessages<Table> = { readonly [Code in keyof Table & string]: FindingMessage<Table[Code]> };

/**
 * Labels and other words without a code: English is the model, and any other language has the same names with the same
 * parameters.
 */
export type Like<English> = {
  readonly [Name in keyof English]: English[Name] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : English[Name] extends string
      ? string
      : English[Name] extends readonly string[]
        ? readonly string[]
        : Like<English[Name]>;
};
