/** A lab beside the views: takes the keys that are for it, and draws the question around what the views show. */
import type { Texts } from '../../text/texts.js';
import type { Size } from '../frame/layout.js';
import type { ScreenView } from '../frame/screenView.js';
import type { Key } from '../terminal/input.js';
import { labScreen, placesOf, scrolledQuestion } from './screen.js';
import { beginLab, type LabInput, type LabState } from './state.js';
import { labStep } from './step.js';

export class LabRun {
  #state: LabState | null = null;

  constructor(
    private readonly input: LabInput,
    private readonly texts: Texts,
  ) {}

  /** The capture has been read. @returns false where there is nothing to ask */
  begin(): boolean {
    if (this.#state !== null) return true;
    const questions = this.input.questions();
    if (questions.length === 0) return false;
    this.#state = beginLab(questions, this.input.marks(questions));
    return true;
  }

  /** The session that the question is about; null: there is none yet. */
  get session(): number | null {
    return this.#state === null ? null : this.#state.questions[this.#state.at]!.question.session;
  }

  /** Takes the keys that are for the question. @returns those for the views, the mouse in their coordinates */
  take(keys: readonly Key[], size: Size): Key[] {
    const left: Key[] = [];
    for (const key of keys) {
      if (this.#state === null) left.push(key);
      else if (key.kind === 'mouse') {
        const { left: x, top: y } = placesOf(size);
        if (key.x >= x && key.y >= y) left.push({ ...key, x: key.x - x, y: key.y - y });
        else if (key.mouse === 'wheel-down') this.#scroll(this.#state, 'shift+down', size);
        else if (key.mouse === 'wheel-up') this.#scroll(this.#state, 'shift+up', size);
      } else if (!this.#scroll(this.#state, key.name, size) && !this.#step(this.#state, key.name)) left.push(key);
    }
    return left;
  }

  #scroll(before: LabState, key: string, size: Size): boolean {
    const scrolled = scrolledQuestion(before, key, this.texts, size);
    this.#state = scrolled ?? before;
    return scrolled !== null;
  }

  #step(before: LabState, key: string): boolean {
    const { lab, taken } = labStep(before, key);
    this.#state = lab;
    if (lab.marks !== before.marks) this.input.save(lab);
    return taken;
  }

  /** What is left to the views. */
  viewsOf(size: Size): Size {
    return this.#state === null ? size : placesOf(size).views;
  }

  screen(view: ScreenView, size: Size): ScreenView {
    return this.#state === null ? view : labScreen(view, this.#state, this.texts, size);
  }
}
