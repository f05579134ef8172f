/**
 * One step of dual coordinate descent for logistic regression: the dual variable a in (0, cost) with `a = cost x σ(-margin after the move)`. That is
 * the root of `t + margin + l (cost σ(t) - before)` in t = logit(a / cost), found by Newton steps kept between bounds.
 * @param squaredLength l, the squared length of the row
 */
export function bestDual(margin: number, before: number, cost: number, squaredLength: number): number {
  const constant = margin - squaredLength * before;
  let low = -constant - squaredLength * cost;
  let high = -constant;
  let t = before > 0 && before < cost ? Math.log(before / (cost - before)) : (low + high) / 2;
  for (let step = 0; step < 30; step++) {
    if (!(t > low && t < high)) t = (low + high) / 2;
    const share = 1 / (1 + Math.exp(-t));
    const gap = t + constant + squaredLength * cost * share;
    if (Math.abs(gap) < 1e-5) break;
    if (gap > 0) high = t;
    else low = t;
    t -= gap / (1 + squaredLength * cost * share * (1 - share));
  }
  return cost / (1 + Math.exp(-t));
}
