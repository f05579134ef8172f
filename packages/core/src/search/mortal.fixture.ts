const writes = new Set(['upsert', 'delete', 'insert', 'update', 'updateMany', 'transaction', 'erase', 'put']);

/** A process that dies before its nth write, which is the same as after the one before: from then on nothing it does has an effect. */
export function mortal(diesAt: number) {
  let done = 0;
  const dead = () => done >= diesAt;
  const died = () => Promise.reject(new Error('killed'));
  const wrap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value === 'object' && value !== null) return wrap(value);
        if (typeof value !== 'function' || key === 'onCommit') return value;
        return (...given: unknown[]) => {
          if (key === 'workspace') return wrap(Reflect.apply(value, target, given) as object);
          if (dead()) return died();
          if (!writes.has(String(key))) return Reflect.apply(value, target, given);
          done += 1;
          return dead() ? died() : Reflect.apply(value, target, given);
        };
      },
    });
  return { wrap, dead };
}
