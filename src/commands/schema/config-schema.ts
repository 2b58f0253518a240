import { loadOwnPack, ownPacks } from '../../config/content.ts';
import { useSchema } from '../../config/pack-schema.ts';
import { configSchema } from '../../config/schema.ts';
import { packParts } from '../pack-parts.ts';

/** The schema of a configuration for editors, including the options, handles and parts of the shipped packs. */
export async function editorConfigSchema(): Promise<object> {
  const schema = configSchema() as { readonly properties: Readonly<Record<string, unknown>> };
  const packs = await Promise.all(Object.keys(ownPacks).map(packEntry));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'config',
    ...schema,
    properties: {
      ...schema.properties,
      packs: {
        type: 'array',
        items: { allOf: [{ type: 'object', properties: { use: { type: 'string' } }, required: ['use'] }, ...packs] },
      },
    },
  };
}

/** The schema of an entry of `packs` for one shipped pack. */
async function packEntry(use: string): Promise<object> {
  const pack = await loadOwnPack(use);
  if (!pack) throw new Error(`${use} has no pack.`);
  const { content } = pack;
  const { properties, ...closed } = useSchema(content, await packParts(content)) as {
    readonly properties: Readonly<Record<string, unknown>>;
  };
  const handles = Object.keys(content.sources).map((handle) => [handle, { type: 'string' }]);
  return {
    if: { properties: { use: { const: use } }, required: ['use'] },
    then: {
      ...closed,
      properties: {
        use: { const: use },
        ...properties,
        sources: { type: 'object', properties: Object.fromEntries(handles), additionalProperties: false },
      },
    },
  };
}
