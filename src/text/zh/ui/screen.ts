/** 视图四周：顶栏、标签、底部的行、窗格。 */
import type {
  ABOUT as ENGLISH_ABOUT,
  BAR as ENGLISH_BAR,
  FOOT as ENGLISH_FOOT,
  PROMPTS as ENGLISH_PROMPTS,
  THEMES as ENGLISH_THEMES,
  VIEWS as ENGLISH_VIEWS,
} from '../../en/ui/screen.js';
import type { Like } from '../../messages.js';

/** 视图的标题：完整的，以及用于 80 列终端的。 */
export const VIEWS: Like<typeof ENGLISH_VIEWS> = {
  sessions: { title: '会话', short: '会话' },
  ladder: { title: '时序图', short: '时序图' },
  dialogue: { title: '对话', short: '对话' },
  transfers: { title: '传输', short: '传输' },
  findings: { title: '发现', short: '发现' },
  packet: { title: '分组', short: '分组' },
  statistics: { title: '统计', short: '统计' },
  content: { title: '内容', short: '内容' },
  lesson: { title: '课程', short: '课程' },
  plot: { title: '曲线', short: '曲线' },
  joined: { title: '合并的时序图', short: '合并' },
};

export const BAR: Like<typeof ENGLISH_BAR> = {
  states: { reading: '读取中', paused: '已暂停', done: '已读完', failed: '失败', live: '实时' },
  packets: (packets, f) => `${f.count(packets)} 个分组`,
  sessions: (sessions, older, f) =>
    older === 0 ? `${f.count(sessions)} 个会话` : `${f.count(sessions)} 个会话（另有更早的 ${f.count(older)} 个）`,
  files: (files, f) => `${f.count(files)} 个文件`,
  filesNamed: (files, names, f) => `${f.count(files)} 个文件：${names.join(' ')} +${f.count(files - names.length)}`,
  makingRows: (share, f) => `生成各行 ${f.percent(share)}`,
  problems: (problems, f) => `${f.count(problems)} 个问题 (7)`,
};

export const ABOUT: Like<typeof ENGLISH_ABOUT> = {
  filter: '过滤',
  marked: (count) => (count > 1 ? `已标记 ${count}：Enter 画成一张时序图` : `已标记 ${count}`),
  sorted: (column) => `按${column}`,
  sortedDescending: (column) => `按${column}，降序`,
  encrypted: 'TLS：只看得到长度',
  dumbTerminal: 'TERM 是 dumb：这个终端不能移动光标，因此把报告输出为文本',
  tooSmall: (columns, rows, minColumns, minRows) => `太小：${columns}x${rows}。至少需要 ${minColumns}x${minRows}。`,
};

export const FOOT: Like<typeof ENGLISH_FOOT> = {
  row: '行',
  following: '跟随',
  searchKeys: 'n 下一个，N 上一个，Esc 结束',
  notHere: '这里没有',
  hits: (rows, f) => `${f.count(rows)} 行`,
  take: '采用',
  leave: '放弃',
  words: '词表',
  complete: '补全',
  history: '历史',
  all: '全文',
  above: (lines) => `▲ 另有 ${lines} 行`,
  below: (lines) => `▼ 另有 ${lines} 行`,
  scroll: '滚动',
};

export const PROMPTS: Like<typeof ENGLISH_PROMPTS> = {
  search: '搜索：',
  filter: '过滤：',
  frame: '转到帧：',
  save: '保存为：',
};

export const THEMES: Like<typeof ENGLISH_THEMES> = {
  dark: '用于深色背景',
  light: '用于浅色背景',
  contrast: '高对比度：粗体和普通字体，颜色少',
  colorblind: '蓝色、橙色和形状：不靠红绿区分（Okabe 和 Ito）',
  plain: '没有颜色：只有粗体、下划线和反色',
};
