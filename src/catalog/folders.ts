/** Title of the one Grafana folder that holds dashboards and rules: rules name it by title, dashboards by directory. */
export const defaultFolder = 'Purple Flea';
