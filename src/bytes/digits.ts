/** 980 -> '980', 7698 -> '7,698', 60000 -> '60,000'. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
