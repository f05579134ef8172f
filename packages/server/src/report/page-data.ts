import type { PackedTickets } from './pack-tickets.ts';
import type { ReportModel } from './prepare-report.ts';
import { binLabel } from './time-bins.ts';
import { volumeSeries } from './volume-chart.ts';

/** What the page's script reads: names, counts per row and bin, and the packed tickets. */
export function pageData(model: ReportModel, tickets: PackedTickets | undefined): object {
  return {
    categories: model.categories.map(({ name }) => name),
    intents: model.intents.map(({ intent, anchor, category, trend }) => ({
      name: intent.name.toWellFormed(),
      anchor,
      category,
      confidence: intent.confidence,
      strength: Number((trend?.strength ?? 0).toFixed(2)),
    })),
    reasons: model.reasons.map(({ label }) => label.toWellFormed()),
    counts: model.counts,
    firstDay: model.bins?.first ?? 0,
    ...(model.bins && {
      bins: {
        starts: model.bins.starts,
        labels: model.bins.starts.map((_, bin) => binLabel(model.bins!, bin)),
      },
    }),
    series: model.bins ? volumeSeries(model).map(({ categories }) => categories) : [],
    tickets,
  };
}
