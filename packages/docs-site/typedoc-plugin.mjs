import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Converter, RendererEvent } from 'typedoc';

/** Fits TypeDoc's output to the site. */
export function load(app) {
  // The main entry point is a file called index; in the reference it goes by the package's name.
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children ?? []) if (module.name === 'index') module.name = 'core';
  });
  // Its overview leads to pages that are not written here; the sidebar takes its place.
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) =>
    rmSync(join(outputDirectory, 'README.md'), { force: true }),
  );
}
