/** The formats of check results: one row each. */
import type { CheckFormat } from './format.js';
import { renderGradescope, renderJson, renderJunit, renderTap } from './machines.js';
import { renderText } from './text.js';

/** `machine`: read by a program, in the language of `--lang` alone. */
export const CHECK_FORMATS: Readonly<Record<string, { readonly render: CheckFormat; readonly machine: boolean }>> = {
  text: { render: renderText, machine: false },
  json: { render: renderJson, machine: true },
  junit: { render: renderJunit, machine: true },
  tap: { render: renderTap, machine: true },
  gradescope: { render: renderGradescope, machine: false },
};
