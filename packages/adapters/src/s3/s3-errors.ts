import { S3ServiceException } from '@aws-sdk/client-s3';
import { TicketAIError } from '@ticket-ai/core';

const advice: Readonly<Record<string, string>> = {
  NoSuchBucket: 'The bucket does not exist. Create it, or correct its name or the region.',
  AccessDenied:
    'These credentials may not do that. Allow s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket on the bucket.',
  InvalidAccessKeyId: 'The access key is not known there. Check it, and the endpoint.',
  SignatureDoesNotMatch:
    'The secret key is wrong, or the endpoint is reached by another name than it signs for.',
  CredentialsProviderError:
    'No credentials were found. Give them, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  ECONNREFUSED: 'Nothing answers at the endpoint. Is the server running, and its address right?',
  ENOTFOUND: 'The name of the endpoint is not known. Check it.',
};

/** Whether the error only says that there is no such object. A missing bucket is another matter. */
export function isMissing(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    (error.name === 'NoSuchKey' || (error.name === 'NotFound' && error.$metadata.httpStatusCode === 404))
  );
}

/** Turns an error of the AWS SDK into one that says what is wrong, where, and what to do. */
export function s3Error(error: unknown, bucket: string): TicketAIError {
  if (TicketAIError.is(error)) return error;
  const reason = reasonOf(error);
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  const said = error instanceof Error ? error.message : String(error);
  return new TicketAIError('adapter-failed', {
    message: `Blobs in the bucket ${bucket}: ${advice[reason] ?? `${said}.`}`,
    context: { bucket, reason, ...(status === undefined ? {} : { status }) },
    cause: error,
    // The SDK tried thrice; what came of a server's trouble or the network may pass.
    isOutage: status === undefined ? reason !== 'CredentialsProviderError' : status === 429 || status >= 500,
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
