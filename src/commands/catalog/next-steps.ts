import type { CatalogFacts } from '../../catalog/define-catalog.ts';

/** How a project uses its first catalog; `<source>` stands for the name of a data source in the project. */
export function nextSteps({ metrics = {}, recorded = {}, databases = {}, logs }: CatalogFacts): string {
  const uses = [
    ...(Object.keys({ ...metrics, ...recorded }).length > 0 ? [['promql', 'catalog'] as const] : []),
    ...Object.keys(databases).map((name) => ['sql', `catalog.databases.${name}`] as const),
    ...(logs ? [['logql', 'catalog'] as const] : []),
  ];
  const made = uses.map(([language, facts]) => `  ${language}(project.sources.<source>, ${facts})`);
  return [
    'Next: make queries from it, which do not compile with a wrong name:',
    ...made,
    `and check all other queries too, in the configuration: catalogs: { <source>: ${uses[0]?.[1] ?? 'catalog'} }`,
    '',
  ].join('\n');
}
