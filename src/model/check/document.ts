/**
 * A check sheet as YAML or JSON has it. `schema/sheet.schema.json` is generated from this type (`npm run schema`); editors
 * that know it complete and check sheets while they are written. `read.ts` takes the same.
 */
export type SheetDocument = {
  /** Heads the results. */
  title?: string;
  /** Values that differ from capture to capture; `$name` in expressions. */
  param?: {
    [name: string]: {
      /**
       * Where the value comes from unless --set gives it: the folder of the capture (of a Moodle download, the name in it),
       * or the capture's file name without its ending.
       */
      from?: 'set' | 'folder' | 'file';
      /** Where nothing else gives one. */
      default?: string | number;
    } | null;
  };
  /** What must hold before anything is asked: the capture is of this exercise at all. */
  require?: (string | { expr: string | boolean; hint?: string })[];
  /**
   * What is asked, in this order.
   * @minItems 1
   * @maxItems 1000
   */
  check: CheckDocument[];
};

/** One check. */
export type CheckDocument = {
  /**
   * Unique in the sheet; other checks need it by this name.
   * @pattern ^[\w.-]{1,80}$
   */
  id: string | number;
  /** Names it in the results. */
  title?: string | number;
  /**
   * Without it 1.
   * @minimum 0
   * @maximum 1000000
   */
  points?: number;
  /** In the language of filters, asked of the whole capture. */
  expr: string | boolean;
  /** Checks that must have passed before this one is asked. */
  needs?: string | number | (string | number)[];
  /** Shown where it did not pass: where to look. */
  hint?: string;
  /** Shown with the result: what there is to learn. */
  explain?: string;
};
