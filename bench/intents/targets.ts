/** What a result must reach (floor) and what it should; all in per cent but the range of intents found per label. */
export interface Target {
  readonly floor: { readonly ari: number; readonly accuracy: number; readonly ami?: number };
  readonly goal: { readonly ari: number; readonly accuracy: number; readonly ami?: number };
  readonly stretch: { readonly ari: number; readonly accuracy: number };
  readonly clusterRatio?: readonly [number, number];
}

/** By the name of the set or sample; the rest is shown without a judgement. */
export const targets: Readonly<Record<string, Target>> = {
  banking77: {
    floor: { ari: 50, accuracy: 60 },
    goal: { ari: 57, accuracy: 66 },
    stretch: { ari: 58, accuracy: 67 },
    clusterRatio: [0.6, 1.7],
  },
  bitext: {
    floor: { ari: 55, accuracy: 60 },
    goal: { ari: 67, accuracy: 70 },
    stretch: { ari: 75, accuracy: 79 },
    clusterRatio: [0.6, 1.7],
  },
  stackoverflow: {
    floor: { ari: 30, accuracy: 42 },
    goal: { ari: 45, accuracy: 60 },
    stretch: { ari: 60, accuracy: 75 },
  },
  cfpb: {
    floor: { ari: 6, accuracy: 21, ami: 18 },
    goal: { ari: 14, accuracy: 31, ami: 23 },
    stretch: { ari: 15, accuracy: 33 },
  },
};
