/** Queries by name, each written once: a panel and its alert use the same one, so they cannot disagree. */

/** 1 for a target that Prometheus can reach, 0 for one that it cannot. */
export const targetUp = { promql: 'min by (job, instance) (up)' };

/** HTTP requests per second to Prometheus itself, by handler. */
export const requestRate = { promql: 'sum by (handler) (rate(prometheus_http_requests_total[$__rate_interval]))' };
