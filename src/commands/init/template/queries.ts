/** Queries by name, each written once: a panel and its alert use the same one, so they cannot disagree. */

/** 1 for a target that Prometheus reaches, 0 for one that it does not. */
export const targetUp = { promql: 'min by (job, instance) (up)' };

/** HTTP requests per second that Prometheus itself answers, by handler. */
export const requestRate = { promql: 'sum by (handler) (rate(prometheus_http_requests_total[$__rate_interval]))' };
