import { streamLabels, structuredMetadata } from '../../catalog/loki.ts';

/** Version of the log line contract; raised by a change that readers must handle. */
export const LOG_LINE_VERSION = 1;

/**
 * Returns the JSON Schema of a log line of an agent or a service, one JSON object per line. The shipper turns the
 * catalog's fields into stream labels and structured metadata; other fields stay in the line.
 */
export function logLineSchema(): object {
  const { service_name: service, env, level } = streamLabels;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Log line of the fleet',
    type: 'object',
    required: ['version', 'time', 'level', 'service_name', 'message'],
    properties: {
      version: { type: 'integer', const: LOG_LINE_VERSION, description: 'Version of this contract.' },
      time: { type: 'string', format: 'date-time', description: 'Time of the line, with its time zone.' },
      level: { enum: level.values, description: level.help },
      service_name: { enum: service.values, description: service.help },
      env: { type: 'string', description: `${env.help} The shipper sets it where it is missing.` },
      message: { type: 'string', description: 'What happened, for people; never a key or a password.' },
      ...Object.fromEntries(
        Object.entries(structuredMetadata).map(([name, { help }]) => [
          name,
          { type: ['string', 'number'], description: help },
        ]),
      ),
    },
  };
}
