import assert from 'node:assert/strict';
import type { DocumentId } from '../../ids.ts';
import { collectAll } from '../../record.ts';
import { recordEmbeddings } from '../../runtime/record-embeddings.ts';
import { rejectsWith } from '../rejects-with.ts';
import { newAnswer, newArticle, newDocument, newModelCall, secret } from './erase-fixtures.ts';
import { actor, newMessage, newTicket, newTickets, newWorkspace, type StoreCase } from './store-fixtures.ts';

/** Erasing: the text is gone everywhere, ids stay, and nothing else is touched. */
export const eraseCases: readonly StoreCase[] = [
  {
    name: 'erase: a ticket keeps its ids and hash, and loses what the customer said',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const ticket = newTicket(world, {
        subject: secret,
        requester: secret,
        tags: [secret],
        fields: { iban: secret },
      });
      await workspace.tickets.insert([ticket]);
      await workspace.erase({ ticketIds: [ticket.id] });
      const { requester, ...rest } = ticket;
      const { erasedAt, ...erased } = (await workspace.tickets.get(ticket.id)) ?? ticket;
      assert.equal(typeof erasedAt, 'number');
      assert.deepEqual(erased, { ...rest, version: 2, subject: '', tags: [], fields: {} });
    },
  },
  {
    name: 'erase: all messages of a ticket, and no others',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [ticket, other] = [newTicket(world), newTicket(world)];
      await workspace.tickets.insert([ticket, other]);
      const messages = Array.from({ length: 620 }, (_, position) =>
        newMessage(world, ticket.id, position, secret),
      );
      const kept = newMessage(world, other.id, 0, 'kept');
      await workspace.messages.insert([...messages, kept]);
      await workspace.erase({ ticketIds: [ticket.id] });
      const texts = (await collectAll(workspace.messages)).map(({ text }) => text);
      assert.deepEqual([texts.length, texts.filter((text) => text !== '')], [621, ['kept']]);
      assert.deepEqual(await workspace.tickets.get(other.id), other);
    },
  },
  {
    name: 'erase: replies of the model calls that saw a ticket; their costs stay',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [ticket, other] = [newTicket(world), newTicket(world)];
      await workspace.tickets.insert([ticket, other]);
      const [saw, sawBoth, sawOther] = [
        newModelCall(world, [ticket.id]),
        newModelCall(world, [other.id, ticket.id]),
        newModelCall(world, [other.id]),
      ];
      await workspace.modelCalls.insert([saw, sawBoth, sawOther]);
      await workspace.erase({ ticketIds: [ticket.id] });
      const calls = await workspace.modelCalls.getMany([saw.id, sawBoth.id, sawOther.id]);
      assert.deepEqual(
        calls.map(({ reply, costUsd }) => [reply, costUsd]),
        [
          ['', 0.01],
          ['', 0.01],
          [secret, 0.01],
        ],
      );
    },
  },
  {
    name: 'erase: all embeddings of ticket texts, for none tells whose it is; those of documents stay',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [ticket] = newTickets(world, 1);
      assert.ok(ticket);
      await workspace.tickets.insert([ticket]);
      const { generateId } = world;
      const cache = recordEmbeddings({ store: workspace, generateId, owner: 'tickets' });
      const owner = { documentId: 'd1' as DocumentId };
      const kept = recordEmbeddings({ store: workspace, generateId, owner });
      for (const each of [cache, kept]) await each.keep('model', new Map([['hash', Float32Array.of(1, 2)]]));
      await workspace.erase({ ticketIds: [ticket.id] });
      assert.equal((await cache.find('model', ['hash'])).size, 0);
      assert.equal((await kept.find('model', ['hash'])).size, 1);
    },
  },
  {
    name: 'erase: answers to a ticket, and reasons of what became of them; what became of them stays',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [ticket, other] = [newTicket(world), newTicket(world)];
      await workspace.tickets.insert([ticket, other]);
      const [answer, kept] = [
        newAnswer(world, { ticketId: ticket.id }),
        newAnswer(world, { ticketId: other.id }),
      ];
      await workspace.answers.insert([answer, kept]);
      const note = { answerId: answer.id, verdict: 'rejected' as const, note: secret, at: 1, actor };
      const { note: _, ...told } = { ...note, id: 'f1', distance: 0.5 };
      await workspace.feedback.insert([
        { ...told, note: secret },
        { ...note, id: 'f2', answerId: kept.id },
      ]);
      await workspace.erase({ ticketIds: [ticket.id] });
      assert.deepEqual(await workspace.answers.get(answer.id), {
        ...answer,
        version: 2,
        question: '',
        sentences: [],
        missing: [],
      });
      assert.deepEqual(await workspace.answers.get(kept.id), kept);
      assert.deepEqual(await workspace.feedback.getMany(['f1', 'f2']), [
        told,
        { ...note, id: 'f2', answerId: kept.id },
      ]);
    },
  },
  {
    name: 'erase: remarks on drafts of articles, which may hold words of any ticket or document; the articles stay',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [ticket] = newTickets(world, 1);
      const { document } = newDocument(world);
      assert.ok(ticket);
      await workspace.tickets.insert([ticket]);
      await workspace.documents.insert([document]);
      for (const target of [{ ticketIds: [ticket.id] }, { documentIds: [document.id] }]) {
        const article = newArticle(world, secret);
        await workspace.articles.insert([article]);
        await workspace.erase(target);
        const { remark, ...rest } = article;
        assert.deepEqual(await workspace.articles.get(article.id), { ...rest, version: 2 });
      }
    },
  },
  {
    name: 'erase: who read a ticket before cannot write its text back',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [ticket] = newTickets(world, 1);
      assert.ok(ticket);
      await workspace.tickets.insert([ticket]);
      await workspace.erase({ ticketIds: [ticket.id] });
      await rejectsWith('conflict', workspace.tickets.update(ticket.id, ticket.version, { subject: secret }));
    },
  },
  {
    name: 'erase: a document keeps its ids and hashes, and loses title and texts, with the embeddings of them; those of other documents stay',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [erased, kept] = [newDocument(world), newDocument(world)];
      for (const { document, version, chunk } of [erased, kept]) {
        await workspace.documents.insert([document]);
        await workspace.documentVersions.insert([version]);
        await workspace.chunks.insert([chunk]);
        const owner = { documentId: document.id };
        const cache = recordEmbeddings({ store: workspace, generateId: () => chunk.id, owner });
        await cache.keep('model', new Map([[chunk.textHash, Float32Array.of(1, 2)]]));
      }
      await workspace.erase({ documentIds: [erased.document.id] });
      assert.deepEqual(await workspace.documents.get(erased.document.id), {
        ...erased.document,
        version: 2,
        title: '',
      });
      assert.deepEqual(await workspace.documentVersions.get(erased.version.id), {
        ...erased.version,
        version: 2,
        text: '',
        pages: [],
        blocks: [],
      });
      assert.deepEqual(await workspace.chunks.get(erased.chunk.id), {
        ...erased.chunk,
        text: '',
        headingPath: [],
      });
      assert.deepEqual(
        (await collectAll(workspace.embeddings)).map(({ id }) => id),
        [kept.chunk.id],
      );
      assert.deepEqual(await workspace.documents.get(kept.document.id), kept.document);
      assert.deepEqual(await workspace.chunks.get(kept.chunk.id), kept.chunk);
    },
  },
  {
    name: 'erase: with a document, the replies of models that read documents, and no others',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const { document } = newDocument(world);
      await workspace.documents.insert([document]);
      const read = newModelCall(world, []);
      const other = { ...newModelCall(world, []), purpose: 'label-groups' };
      await workspace.modelCalls.insert([read, other]);
      await workspace.erase({ documentIds: [document.id] });
      const calls = await workspace.modelCalls.getMany([read.id, other.id]);
      assert.deepEqual(
        calls.map(({ reply, costUsd }) => [reply, costUsd]),
        [
          ['', 0.01],
          [secret, 0.01],
        ],
      );
    },
  },
  {
    name: 'erase: the sentences of answers that quote a document, and no others',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [erased, kept] = [newDocument(world).document, newDocument(world).document];
      await workspace.documents.insert([erased, kept]);
      const answer = newAnswer(world, { documentIds: [erased.id, kept.id] });
      await workspace.answers.insert([answer]);
      await workspace.erase({ documentIds: [erased.id] });
      assert.deepEqual(await workspace.answers.get(answer.id), {
        ...answer,
        version: 2,
        sentences: answer.sentences.slice(1),
      });
    },
  },
];
