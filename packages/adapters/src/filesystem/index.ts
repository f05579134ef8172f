export { type FilesystemBlobsOptions, filesystemBlobs } from './filesystem-blob-store.ts';
