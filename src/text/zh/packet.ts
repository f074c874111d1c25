/** 分组中各字段的名称。 */

export const PACKET = {} as const;
