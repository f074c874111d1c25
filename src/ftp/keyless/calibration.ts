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
      [0.3, 0.34],
      [0.5, 0.59],
      [0.65, 0.62],
      [0.78, 0.7],
      [0.84, 0.85],
      [0.9, 0.87],
      [0.955, 0.9],
      [0.975, 0.94],
      [0.99, 0.97],
      [0.9975, 0.98],
      [1, 1],
    ],
    classes: [
      [0, 0],
      [0.36, 0.2],
      [0.45, 0.37],
      [0.65, 0.63],
      [0.75, 0.69],
      [0.83, 0.76],
      [0.91, 0.86],
      [0.93, 0.91],
      [0.975, 0.93],
      [0.985, 0.95],
      [0.9975, 0.975],
      [1, 1],
    ],
  },
  unknown: {
    verbs: [
      [0, 0],
      [0.35, 0.19],
      [0.46, 0.5],
      [0.66, 0.66],
      [0.78, 0.74],
      [0.83, 0.86],
      [0.93, 0.9],
      [0.955, 0.93],
      [0.965, 0.95],
      [0.975, 0.985],
      [1, 1],
    ],
    classes: [
      [0, 0],
      [0.36, 0.17],
      [0.45, 0.38],
      [0.65, 0.6],
      [0.76, 0.65],
      [0.83, 0.8],
      [0.91, 0.83],
      [0.945, 0.89],
      [0.965, 0.96],
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
