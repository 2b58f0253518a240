import { dashboardSchemas } from 'virtual:validators';

import type { ProvisioningKind } from '../../grafana/schemas/index.ts';
import { NEWEST, type Release } from '../../grafana/release.ts';
import { editorSchema } from './editor-schema.ts';
import { provisioningSchemas } from '../../grafana/schemas/index.ts';
import { type Schema, withoutNotes } from '../../grafana/schemas/schema.ts';

const PARTS = ['dashboard', 'panel', 'row', 'v2', 'v2 element', 'v2 layout'];

/** Everything that has a schema, in groups with a heading. */
export const schemaKinds: readonly { readonly what: string; readonly kinds: readonly string[] }[] = [
  { what: 'Files of provisioning/', kinds: Object.keys(provisioningSchemas) },
  { what: 'Dashboards', kinds: PARTS },
  { what: 'Panels, by type', kinds: typesOf('options') },
  { what: 'Queries, by the type of the data source', kinds: typesOf('query') },
];

/**
 * The self-contained schema of a kind; undefined if there is none. The parts of dashboards are the same for every
 * release.
 */
export function namedSchema(kind: string, target: Release | undefined): object | undefined {
  if (isProvisioningKind(kind)) return editorSchema(kind, target ?? NEWEST);
  const part = PARTS.includes(kind) ? dashboardSchemas[kind] : (panelSchema(kind) ?? dashboardSchemas[`query ${kind}`]);
  return part && { $schema: 'http://json-schema.org/draft-07/schema#', title: kind, ...withoutNotes(part) };
}

/** A panel with the options and the field configuration of its type. */
function panelSchema(type: string): Schema | undefined {
  const { panel } = dashboardSchemas;
  const options = dashboardSchemas[`options ${type}`];
  const defaults = panel?.properties?.['fieldConfig']?.properties?.['defaults'];
  if (!options || !panel || !defaults) return undefined;
  const custom = dashboardSchemas[`custom ${type}`] ?? {};
  const fieldConfig: Schema = {
    ...panel.properties?.['fieldConfig'],
    properties: {
      ...panel.properties?.['fieldConfig']?.properties,
      defaults: { ...defaults, properties: { ...defaults.properties, custom } },
    },
  };
  return { ...panel, properties: { ...panel.properties, type: { const: type }, options, fieldConfig } };
}

function typesOf(part: string): readonly string[] {
  return Object.keys(dashboardSchemas).flatMap((name) =>
    name.startsWith(`${part} `) ? name.slice(part.length + 1) : [],
  );
}

function isProvisioningKind(kind: string): kind is ProvisioningKind {
  return Object.hasOwn(provisioningSchemas, kind);
}
