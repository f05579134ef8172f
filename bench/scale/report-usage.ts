// Loaded into a measured process (`--import report-usage.ts?to=<file>`): writes down at its end what it took.
import { writeFileSync } from 'node:fs';

const file = new URL(import.meta.url).searchParams.get('to') ?? 'usage.json';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const figures = {
    processorSeconds: (user + system) / 1e6,
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
  };
  writeFileSync(file, JSON.stringify(figures));
});
