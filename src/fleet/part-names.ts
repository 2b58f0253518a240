/** Names of the fleet's parts, which `omit` and `override` take. */
export type FleetPart = string;
