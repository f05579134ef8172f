import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SlackTwin, startSlackTwin } from '../../adapters/src/slack/slack-twin.fixture.ts';
import { runChecks } from './cli/checks.ts';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import { openNotifier, openSlackDesk } from './services.ts';

const told = { TICKET_AI_SLACK_TOKEN: 'xoxb-twin-token', TICKET_AI_SLACK_CHANNEL: 'C0123456789' };
const reviewed = { ...told, TICKET_AI_SLACK_SIGNING_SECRET: 'a-secret-of-16-characters' };
let twin: SlackTwin;
beforeAll(async () => {
  twin = await startSlackTwin();
});
afterAll(() => twin.close());

it('a channel is told where one is named; buttons need a secret and somebody who may press them', () => {
  expect(openNotifier(readConfig({}, {}))).toBeUndefined();
  expect(readConfig({}, told).slack).toEqual({ token: 'xoxb-twin-token', channel: 'C0123456789' });
  expect(openSlackDesk(readConfig({}, told))).toBeUndefined();
  const reviewers = (text: string) =>
    openSlackDesk(readConfig({}, { ...reviewed, TICKET_AI_SLACK_REVIEWERS: text }))?.reviewers;
  expect([reviewers(' U123, W45 '), reviewers('*')]).toEqual([new Set(['U123', 'W45']), 'everybody']);
});

it.each([
  [{ TICKET_AI_SLACK_TOKEN: told.TICKET_AI_SLACK_TOKEN }, 'TICKET_AI_SLACK_CHANNEL must be given'],
  [{ TICKET_AI_SLACK_CHANNEL: 'C0123456789' }, 'TICKET_AI_SLACK_TOKEN must be given'],
  [reviewed, 'TICKET_AI_SLACK_REVIEWERS must be given'],
  [{ ...told, TICKET_AI_SLACK_REVIEWERS: '*' }, 'TICKET_AI_SLACK_SIGNING_SECRET must be given'],
  [{ ...reviewed, TICKET_AI_SLACK_REVIEWERS: 'ada@acme.com' }, 'must be ids of people'],
  [{ ...told, TICKET_AI_SLACK_CHANNEL: '#general' }, 'must be the id of a channel'],
  [{ ...told, TICKET_AI_SLACK_TOKEN: 'secret-words' }, 'must be the token of a bot'],
  [{ ...told, TICKET_AI_SLACK_URL: 'http://slack.evil/api' }, 'must be a URL'],
])('%j is refused, and no value is told', (variables, fault) => {
  expect(() => readConfig({}, variables)).toThrow(fault);
  expect(() => readConfig({}, variables)).not.toThrow(/secret-words|a-secret-of/);
});

it('doctor says who tells whom, or what to do', async () => {
  const check = async (more: object = {}) => {
    const environment = {
      ...told,
      TICKET_AI_SLACK_URL: twin.url,
      TICKET_AI_STORE: 'memory',
      TICKET_AI_PORT: '0',
      ...more,
    };
    return (await runChecks(readConfig({}, environment))).find(({ name }) => name === 'Slack');
  };
  expect(await check()).toEqual({
    name: 'Slack',
    state: 'ok',
    text: 'ticketbot of Acme tells channel C0123456789, without buttons',
  });
  expect(await check({ TICKET_AI_SLACK_TOKEN: 'xoxb-other' })).toMatchObject({
    state: 'fault',
    text: expect.stringContaining('TICKET_AI_SLACK_TOKEN'),
  });
  twin.fault = { status: 503 };
  expect(await check()).toMatchObject({ state: 'warning' });
});

it('whoever runs Ticket AI sees that a channel is told, and not with which token', async () => {
  const { plugs, close } = await compose(
    readConfig({}, { ...told, TICKET_AI_STORE: 'memory', TICKET_AI_THREADS: '0' }),
  );
  expect(plugs.find(({ plug }) => plug === 'notices')?.adapter).toBe('Slack, channel C0123456789');
  await close();
});
