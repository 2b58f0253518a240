import { migrateClassic } from './classic-form.ts';
import { type DashboardForm, formOf } from './form.ts';
import type { Origins, Path } from './origins.ts';
import { classicOfV2, hasElements } from './v2-form.ts';
import { isJson, type Json, objectAt } from './values.ts';

/** A dashboard file as Grafana reads it, converted to the newest classic form. */
export interface DashboardReading {
  readonly form: DashboardForm;
  /** The dashboard; empty if the file contains none. */
  readonly json: Json;
  /** The path of the dashboard in the file: `spec` for a resource. */
  readonly at: Path;
}

/**
 * Reads the value of a dashboard file. The value is changed in place, so it must not be used for anything else;
 * `origins`, created from the same value before, records where everything moves.
 */
export function readDashboard(value: unknown, origins?: Origins): DashboardReading {
  const form = formOf(value);
  if (!isJson(value)) return { form, json: {}, at: [] };
  switch (form) {
    case 'classic':
      migrateClassic(value, origins);
      return { form, json: value, at: [] };
    case 'api':
      return classicAt(value, 'dashboard', form, origins);
    case 'bare-v2':
      return { form, json: classicOfV2(value, [], origins), at: [] };
    case 'classic-resource':
      return withUid(value, classicAt(value, 'spec', form, origins), origins);
    case 'v2-resource':
      return v2Resource(value, form, origins);
    case 'unknown-resource':
      return hasElements(objectAt(value, 'spec'))
        ? v2Resource(value, form, origins)
        : withUid(value, classicAt(value, 'spec', form, origins), origins);
    default:
      return { form, json: {}, at: [] };
  }
}

function classicAt(file: Json, key: string, form: DashboardForm, origins: Origins | undefined): DashboardReading {
  const json = objectAt(file, key);
  migrateClassic(json, origins);
  return { form, json, at: [key] };
}

function v2Resource(file: Json, form: DashboardForm, origins: Origins | undefined): DashboardReading {
  return withUid(file, { form, json: classicOfV2(objectAt(file, 'spec'), ['spec'], origins), at: ['spec'] }, origins);
}

/** The uid of a resource is its name, regardless of `spec`. */
function withUid(file: Json, reading: DashboardReading, origins: Origins | undefined): DashboardReading {
  const metadata = objectAt(file, 'metadata');
  delete reading.json['uid'];
  if (metadata['name'] !== undefined) reading.json['uid'] = metadata['name'];
  origins?.wrote(reading.json, 'uid', ['metadata', 'name']);
  return reading;
}
