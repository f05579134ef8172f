/** A process that guards a parser and then is killed itself. Test material. */

import { doingParser } from './guard.fixture.ts';
import { guardDocumentParsers } from './guard-document-parsers.ts';

const [parser] = guardDocumentParsers([doingParser()], { concurrency: 2 });
const bytes = (text: string) => new TextEncoder().encode(text);
const idle = await parser!.parse({ bytes: bytes('process') });
process.stdout.write(`${idle.text}\n`);
if (process.argv[2] === 'close') await parser!.close?.();
if (process.argv[2] === 'loop') void parser!.parse({ bytes: bytes('loopForEver') });
