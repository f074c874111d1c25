/** Ink, with everything that it and React look at when they are imported set before they are. */
import type { Picture } from './app.js';
import type { FrameWriter } from './terminal/frameWriter.js';

let app: typeof import('./app.js') | null = null;

/**
 * To be awaited before `openPicture`; best before packets are read, which leaves little time between its batches for
 * loading modules.
 */
export async function loadPicture(): Promise<void> {
  if (app !== null) return;
  // React's development build keeps something of every frame; Ink shows nothing where it believes in continuous integration.
  Object.assign(process.env, { NODE_ENV: 'production' });
  for (const name of ['CI', 'CONTINUOUS_INTEGRATION']) delete process.env[name];
  // What lays out Ink's boxes is ready some moments after it has been loaded.
  await import('yoga-layout');
  app = await import('./app.js');
}

/** Shows views through Ink on `writer`. @throws where `loadPicture` was not awaited */
export function openPicture(writer: FrameWriter): Picture {
  if (app === null) throw new Error('loadPicture comes first');
  return app.openPicture(writer);
}
