import { RestError } from '@azure/storage-blob';
import { TicketAIError } from '@ticket-ai/core';

const advice: Readonly<Record<string, string>> = {
  ContainerNotFound: 'The container does not exist. Create it, or correct its name.',
  AuthenticationFailed: 'The key of the account is wrong. Check the connection string.',
  AuthorizationFailure:
    'The firewall of the account, or the role of this identity, does not let this service in.',
  AuthorizationPermissionMismatch:
    'This identity needs the role Storage Blob Data Contributor on the container.',
  InvalidResourceName: 'No container can be called so. Correct its name.',
  ECONNREFUSED:
    'Nothing answers at the address of the account. Is the server running, and its address right?',
  ENOTFOUND: 'The name of the account is not known. Check the connection string.',
};

/** Turns an error of the Azure SDK into one that says what is wrong, where, and what to do. */
export function azureError(error: unknown, container: string): TicketAIError {
  if (TicketAIError.is(error)) return error;
  const { code = 'unknown', statusCode: status } = error instanceof RestError ? error : {};
  const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return new TicketAIError('adapter-failed', {
    message: `Blobs in the container ${container}: ${advice[code] ?? `${said}.`}`,
    context: { container, reason: code, ...(status === undefined ? {} : { status }) },
    cause: error,
    // The SDK tried thrice; what came of a server's trouble or the network may pass.
    isOutage: error instanceof RestError && (status === undefined || status === 429 || status >= 500),
  });
}
