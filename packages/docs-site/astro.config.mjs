import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import starlightTypeDoc, { typeDocSidebarGroup } from 'starlight-typedoc';

export default defineConfig({
  // To be mounted under /docs, by the server or by any static host.
  base: '/docs',
  trailingSlash: 'always',
  telemetry: false,
  // Astro's own marker on its modules, which the bundler does not know; it is used before bundling.
  vite: {
    build: {
      rolldownOptions: {
        onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
      },
    },
  },
  integrations: [
    starlight({
      title: 'Ticket AI',
      description:
        'Support tickets in; stable intents, a taxonomy, reviewed articles and verified answers out.',
      // Code wraps on narrow screens; tables made of text do not.
      expressiveCode: { defaultProps: { wrap: true, overridesByLang: { text: { wrap: false } } } },
      customCss: ['./src/styles/site.css'],
      plugins: [
        starlightTypeDoc({
          entryPoints: ['index', 'conformance/index', 'evaluation/index', 'testing/index', 'node/index'].map(
            (file) => `../core/src/${file}.ts`,
          ),
          tsconfig: '../../tsconfig.json',
          typeDoc: {
            plugin: ['./typedoc-plugin.mjs'],
            skipErrorChecking: true,
            excludeInternal: true,
            disableSources: true,
            readme: 'none',
          },
          sidebar: { label: 'API reference', collapsed: true },
        }),
      ],
      sidebar: [
        {
          label: 'Start',
          items: [
            'index',
            'guides/quickstart',
            'guides/story-of-a-ticket',
            'guides/how-intents-are-found',
            'guides/how-tickets-are-matched',
            'guides/stable-ids',
            'guides/trust-a-clustering',
            'guides/trust-answers',
            'guides/taxonomy',
            'guides/review-an-article',
            'guides/measured',
            'guides/how-fast',
          ],
        },
        {
          label: 'Build on it',
          items: ['guides/write-an-adapter', 'guides/custom-clusterer', 'guides/embed-in-hono'],
        },
        {
          label: 'Run it',
          items: [
            'guides/command-line',
            'guides/input-formats',
            'guides/server',
            'guides/choose-your-adapters',
            'guides/slack',
            'guides/language-model',
            'guides/discovery-with-a-model',
            'guides/what-is-never-lost',
            'guides/what-happens-when',
            'guides/backup',
            'guides/erase',
          ],
        },
        { label: 'Ports', collapsed: true, items: [{ autogenerate: { directory: 'ports' } }] },
        { label: 'Decisions', collapsed: true, items: [{ autogenerate: { directory: 'decisions' } }] },
        typeDocSidebarGroup,
      ],
    }),
  ],
});
