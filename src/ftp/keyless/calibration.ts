/**
 * From what the model makes of a verb or a class to the share that is right of those of which it makes so much: measured by
 * `npm run keyless` where the truth is known (Niculescu-Mizil and Caruana 2005, §2: isotonic regression), one row a kind
 * of server.
 */

/** Points of a curve that rises: the model's probability, the share that is right. */
type Curve = readonly (readonly [model: number, right: number])[];

type CalibrationRow = { readonly verbs: Curve; readonly classes: Curve };

/** `known`: a server of the table of families; `unknown`: any other. */
export const CALIBRATION: Readonly<Record<'known' | 'unknown', CalibrationRow>> = {
  known: {
    verbs: [
      [0, 0],
      [0.23, 0.1],
      [0.35, 0.36],
      [0.45, 0.46],
      [0.555, 0.53],
      [0.65, 0.68],
      [0.726, 0.745],
      [0.78, 0.78],
      [0.82, 0.865],
      [0.955, 0.88],
      [0.96, 0.93],
      [0.975, 0.945],
      [0.985, 0.965],
      [0.993, 0.985],
      [0.9975, 0.99],
      [1, 1],
    ],
    classes: [
      [0, 0],
      [0.36, 0.2],
      [0.47, 0.31],
      [0.555, 0.5],
      [0.65, 0.63],
      [0.72, 0.74],
      [0.9, 0.78],
      [0.915, 0.86],
      [0.925, 0.925],
      [0.975, 0.94],
      [0.985, 0.955],
      [0.993, 0.98],
      [0.9975, 0.985],
      [1, 1],
    ],
  },
  unknown: {
    verbs: [
      [0, 0],
      [0.26, 0.09],
      [0.35, 0.24],
      [0.45, 0.43],
      [0.65, 0.68],
      [0.77, 0.73],
      [0.83, 0.83],
      [0.88, 0.85],
      [0.93, 0.91],
      [0.955, 0.92],
      [0.965, 0.95],
      [0.975, 0.985],
      [1, 1],
    ],
    classes: [
      [0, 0],
      [0.36, 0.2],
      [0.45, 0.37],
      [0.55, 0.5],
      [0.65, 0.62],
      [0.77, 0.65],
      [0.83, 0.78],
      [0.91, 0.84],
      [0.93, 0.89],
      [0.96, 0.92],
      [0.975, 0.985],
      [1, 1],
    ],
  },
};

export function calibrated(p: number, curve: Curve): number {
  const above = curve.findIndex(([model]) => p <= model);
  if (above <= 0) return above < 0 ? 1 : curve[0]![1];
  const [[x, y], [toX, toY]] = [curve[above - 1]!, curve[above]!];
  return y + ((p - x) / (toX - x)) * (toY - y);
}
