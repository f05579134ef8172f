// Nothing is started here: these files are held to each other, to the packages and to the configuration.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { describeVariables, readConfig } from './config.ts';

const root = new URL('../../../', import.meta.url);
const read = (file: string) => readFileSync(fileURLToPath(new URL(file, root)), 'utf8');

const serviceSchema = z.object({
  image: z.string(),
  user: z.string().optional(),
  privileged: z.boolean().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
});
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.unknown()),
});

const source = read('infra/compose.yaml');
const compose = composeSchema.parse(parse(source, { merge: true }));
const example = Object.fromEntries(
  [...read('infra/.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]),
);
const known = new Set(describeVariables().map(({ name }) => name));
const fillIn = (text: string) =>
  text.replace(/\$\{([A-Z_]+)\}/g, (_, name: string) => example[name] ?? `no ${name}`);

describe('infra/compose.yaml', () => {
  it('names only variables that the configuration knows, and only what .env.example lists', () => {
    const own = [source, read('infra/.env.example'), read('infra/Dockerfile')].flatMap((text) => [
      ...new Set(text.match(/TICKET_AI_[A-Z_]+/g)),
    ]);
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter((name) => !known.has(name))).toEqual([]);
    const asked = new Set([...source.matchAll(/(?<!\$)\$\{([A-Z_]+)\}/g)].map(([, name]) => name));
    expect([...asked].toSorted()).toEqual(Object.keys(example).toSorted());
  });

  it.each(['server', 'worker'])('passes on to the %s every variable of the configuration', (name) => {
    const passed = Object.keys(compose.services[name]?.environment ?? {});
    // Where the server listens inside its container is no choice: its command says so, and its port is published.
    const fixed = new Set(['TICKET_AI_HOST', 'TICKET_AI_PORT']);
    expect([...known].filter((variable) => !fixed.has(variable) && !passed.includes(variable))).toEqual([]);
  });

  it.each(['server', 'worker'])('gives the %s a configuration that it takes', (name) => {
    const settings = compose.services[name]?.environment ?? {};
    const environment = Object.fromEntries(
      Object.entries(settings).map(([variable, value]) => [variable, fillIn(value)]),
    );
    const { store, services, model, publicUrl } = readConfig({}, environment);
    expect(publicUrl).toBe(example.TICKET_AI_PUBLIC_URL);
    expect(store).toBe('mysql');
    expect(Object.values(services).map((url) => new URL(url).hostname)).toEqual(['mysql', 'redis', 'chroma']);
    expect(model).toBeUndefined();
    expect(
      readConfig({}, { ...environment, TICKET_AI_MODEL_URL: 'http://model:1/v1', TICKET_AI_MODEL: 'm' })
        .model,
    ).toMatchObject({ languageModel: 'm' });
  });

  it('lets nobody from outside in but to the server, from this machine', () => {
    for (const [name, { ports, networks, privileged }] of Object.entries(compose.services)) {
      expect(ports, name).toEqual(name === 'server' ? ['127.0.0.1:7171:7171'] : []);
      expect(privileged, name).toBeUndefined();
      if (['mysql', 'redis', 'chroma'].includes(name)) expect(networks, name).toEqual(['inside']);
    }
    expect(compose.networks.inside?.internal).toBe(true);
  });

  it('names what is there: services, networks, volumes, files; and looks after the health of each', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      for (const other of Object.keys(service.depends_on))
        expect(compose.services, name).toHaveProperty(other);
      for (const network of service.networks) expect(compose.networks, name).toHaveProperty(network);
      for (const volume of service.volumes)
        expect(compose.volumes, name).toHaveProperty(volume.split(':')[0] ?? '');
      expect(service.healthcheck.test[0], name).toMatch(/^CMD/);
      if (service.build !== undefined)
        expect(existsSync(new URL(service.build.dockerfile, root)), name).toBe(true);
    }
    expect(compose.services.worker?.depends_on).toMatchObject({
      mysql: { condition: 'service_healthy' },
      server: { condition: 'service_healthy' },
    });
  });
});

describe('infra/Dockerfile', () => {
  const lines = read('infra/Dockerfile').split('\n');

  it('runs as nobody special, and holds no secret', () => {
    const users = lines.filter((line) => line.startsWith('USER '));
    expect(users).toEqual(['USER node']);
    expect(lines.findIndex((line) => line.startsWith('USER '))).toBeLessThan(
      lines.findIndex((line) => line.startsWith('ENTRYPOINT')),
    );
    expect(read('infra/Dockerfile')).not.toMatch(/password|api_key|secret/i);
    expect(read('.dockerignore')).toContain('**/.env');
  });

  it('brings the libraries in the versions the adapters ask for', () => {
    const { peerDependencies } = z
      .object({ peerDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('packages/adapters/package.json')));
    const brought = [...read('infra/Dockerfile').matchAll(/"((?:@[\w-]+\/)?[\w-]+)@(\^[\d.]+)"/g)];
    expect(brought.length).toBeGreaterThan(5);
    for (const [, name = '', range] of brought) expect(peerDependencies[name], name).toBe(range);
  });
});
