/** @returns the tarball; `folder` is an empty one, for the copy of the project and the tarball. */
export function packInto(folder: string): string;
