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
