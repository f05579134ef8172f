// Loaded into a measured process: writes down at its end what it took.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const figures = {
    processorSeconds: (user + system) / 1e6,
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
  };
  writeFileSync(process.env.TICKET_AI_BENCH_USAGE ?? 'usage.json', JSON.stringify(figures));
});
