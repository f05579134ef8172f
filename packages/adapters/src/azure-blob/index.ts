export { type AzureBlobsOptions, azureBlobs } from './azure-blob-store.ts';
