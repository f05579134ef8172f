import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rejectsWith } from '@ticket-ai/core/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeVariables, readConfig } from './config.ts';
import { roleOf } from './identity-settings.ts';
import { openIdentity, openServices } from './services.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-settings-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const firebase = {
  TICKET_AI_FIREBASE_PROJECT: 'acme-desk',
  TICKET_AI_FIREBASE_MEMBERS: 'Ada@acme.com=admin, *@acme.com=viewer',
};

describe('people of Firebase', () => {
  it('get the role of their address, then that of their domain, and else none', () => {
    const { identity } = readConfig({}, firebase);
    const roles = identity?.members ?? new Map();
    expect(
      ['ada@acme.com', 'BO@ACME.COM', 'eve@evil.com', 'eve@acme.com.evil.com', '*@acme.com@evil.com'].map(
        (email) => roleOf(roles, email),
      ),
    ).toEqual(['admin', 'viewer', undefined, undefined, undefined]);
  });

  it('are nobody as long as nobody is named', () => {
    const { TICKET_AI_FIREBASE_PROJECT } = firebase;
    expect(() => readConfig({}, { TICKET_AI_FIREBASE_PROJECT })).toThrow(
      'TICKET_AI_FIREBASE_MEMBERS must be given',
    );
    expect(() => readConfig({}, { TICKET_AI_FIREBASE_MEMBERS: '*@acme.com=viewer' })).toThrow(
      'TICKET_AI_FIREBASE_PROJECT must be given',
    );
    for (const members of ['*=admin', '*@*=admin', 'ada@acme.com=owner', 'ada@acme.com'])
      expect(() => readConfig({}, { ...firebase, TICKET_AI_FIREBASE_MEMBERS: members }), members).toThrow(
        'must be addresses and roles',
      );
  });

  it('are asked for tokens; what is none is refused', async () => {
    const verifier = await openIdentity(readConfig({}, firebase));
    if (verifier === undefined) throw new Error('no verifier');
    await rejectsWith('unauthorized', verifier.verify({ kind: 'bearer', value: 'none' }));
    await verifier.close();
    expect(await openIdentity(readConfig({}, {}))).toBeUndefined();
  });

  it('are not let in by a file that is none of an account, whose content is never told', async () => {
    const file = path.join(folder, 'account.json');
    await writeFile(file, '{"private_key":"secret-words"}');
    const config = readConfig({}, { ...firebase, TICKET_AI_FIREBASE_ACCOUNT: file });
    const error = await rejectsWith('invalid-input', openIdentity(config));
    expect(error.message).toContain('account.json');
    expect(JSON.stringify([error.message, error.context, String(error.cause)])).not.toContain('secret-words');
  });
});

describe('a container of Azure', () => {
  it('needs the connection, and is asked there, in its folder', async () => {
    expect(() => readConfig({}, { TICKET_AI_BLOBS: 'azure://tickets' })).toThrow(
      'TICKET_AI_AZURE_CONNECTION must be given',
    );
    const asked: (string | undefined)[] = [];
    const azure = createServer((request, response) => {
      asked.push(request.url);
      response
        .writeHead(404, { 'x-ms-error-code': 'BlobNotFound', 'content-type': 'application/xml' })
        .end('<?xml version="1.0"?><Error><Code>BlobNotFound</Code></Error>');
    });
    await new Promise<void>((resolve) => azure.listen(0, '127.0.0.1', resolve));
    const address = azure.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const services = await openServices(
      readConfig(
        { dataFolder: folder },
        {
          TICKET_AI_BLOBS: 'azure://tickets/files',
          TICKET_AI_AZURE_CONNECTION: `DefaultEndpointsProtocol=http;AccountName=acme;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:${port}/acme;`,
        },
      ),
      {},
    );
    expect(await services.blobs.get('a/b')).toBeUndefined();
    expect(asked[0]).toMatch(/^\/acme\/tickets\/files\/a(?:\/|%2F)b/);
    await services.blobs.close();
    await services.store.close();
    await services.vectors?.close();
    azure.close();
  });
});

it('every variable is described', () => {
  for (const { name, description } of describeVariables()) expect(description, name).toMatch(/\.$/);
});
