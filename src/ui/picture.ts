/** Ink, with everything that it and React look at when they are imported set before they are. */
// React's development build keeps something of every frame; Ink shows nothing where it believes in continuous integration.
Object.assign(process.env, { NODE_ENV: 'production' });
for (const name of ['CI', 'CONTINUOUS_INTEGRATION']) delete process.env[name];
// Awaited here, so that the importer of this file can begin to read packets with the UI ready: reading leaves little time
// between its batches for loading modules.
export const { openPicture } = await import('./app.js');
