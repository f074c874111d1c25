/** The languages, for tests. */
import { loadTexts } from '../../src/text/languages.js';

export const TEXTS = await loadTexts('en');
export const CHINESE = await loadTexts('zh-CN');
