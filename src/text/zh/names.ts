/** 来自别处的名字在消息中怎样写。 */
import { escapeText } from '../../bytes/text.js';

/** 命令行上给出的文件。 */
export const fileName = (name: string): string => (name === '-' ? '标准输入' : escapeText(name));

/** 要写的文件。 */
export const outputName = (path: string): string => (path === '-' ? '标准输出' : escapeText(path));
