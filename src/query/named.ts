/** The name of the function that made a query, `subject.function`; `pf-grafana list --queries` prints it. */
export interface Named {
  readonly origin: string;
}

type Query = object;
type NamedFunctions<F> = {
  readonly [K in keyof F]: F[K] extends (...args: infer A) => infer Q ? (...args: A) => Q & Named : never;
};

/**
 * The queries about one subject, each a function from catalog facts to query text. Panels, alerts, recording rules,
 * tests and documentation call the same function, so they cannot disagree.
 */
export function queries<const F extends Readonly<Record<string, (...args: never[]) => Query>>>(
  subject: string,
  functions: F,
): NamedFunctions<F> {
  const named = Object.entries(functions).map(([name, write]) => [
    name,
    (...args: never[]) => ({ ...write(...args), origin: `${subject}.${name}` }),
  ]);
  return Object.fromEntries(named) as NamedFunctions<F>;
}
