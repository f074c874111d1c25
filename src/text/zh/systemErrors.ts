/** 系统错误码对用户的含义：用于读取的文件、写入的文件，以及简短的说法。 */

type Words = {
  /** 发生了什么，不带建议。 */
  readonly short?: string;
  /** 不能读取的抓包：什么不对，怎么办。 */
  readonly read?: string;
  /** 不能写入的文件：同上。 */
  readonly write?: string;
};

const WORDS: Readonly<Record<string, Words>> = {
  ENOENT: {
    short: '没有这个文件或目录',
    read: '没有这个文件；请检查路径',
    write: '没有这个目录；请先创建',
  },
  ENOTDIR: {
    short: '它不是目录',
    read: '没有这个文件：路径中有一部分不是目录',
    write: '没有这个目录：路径中有一部分是文件',
  },
  EISDIR: {
    short: '它是目录',
    read: '是目录，不是抓包文件；请给出其中的文件',
    write: '是目录；请给出其中的文件名',
  },
  EACCES: {
    short: '权限不足',
    read: '权限不足；需要读取它的权限',
    write: '权限不足；请选择有权写入的地方',
  },
  EPERM: {
    short: '权限不足',
    read: '权限不足；需要读取它的权限',
    write: '权限不足；请选择有权写入的地方',
  },
  EROFS: { short: '文件系统是只读的', write: '文件系统是只读的；请选择别的地方' },
  EEXIST: { short: '它已经存在' },
  ENOSPC: { short: '磁盘已满', write: '磁盘已满；文件不完整' },
  EDQUOT: { short: '磁盘配额已用完', write: '磁盘配额已用完；文件不完整' },
  EFBIG: { short: '文件对文件系统来说太大', write: '文件超出系统允许的大小；文件不完整' },
  EIO: {
    short: '磁盘报告错误',
    read: '设备报告错误；请先把文件复制到别处',
    write: '设备报告错误；请选择别的地方',
  },
  EMFILE: {
    short: '打开的文件太多',
    read: '打开的文件太多；请先合并其中一些（mergecap），或提高上限（ulimit -n）',
    write: '打开的文件太多；请提高上限（ulimit -n）',
  },
  ENAMETOOLONG: { short: '名称对文件系统来说太长', read: '名称太长', write: '名称太长' },
  EINVAL: { short: '文件系统不接受这样的名称' },
  ELOOP: { read: '符号链接指回自身', write: '符号链接指回自身' },
  ENXIO: { read: '是套接字，或不能读取的设备' },
  EPIPE: { write: '读取的一方已经离开' },
};

/** 抓包为什么不能读取，作为消息的一部分。@param code 系统的错误码：'ENOENT' */
export const whyNotRead = (code: string): string => WORDS[code]?.read ?? `无法读取（${code}）`;

/** 文件为什么不能写入，作为消息的一部分：'没有这个目录；请先创建'。 */
export const whyNotWritten = (code: string): string => WORDS[code]?.write ?? `无法写入（${code}）`;

/** 发生了什么，几个字，不带建议：'权限不足'。 */
export const whatFailed = (code: string): string => WORDS[code]?.short ?? code;
