/**
 * Where an HTTP server is in its life. `open`: serving. `draining`: still serving, but `/readyz` says 503, so that a load balancer
 * sends no more. `closed`: no new connections; a request that still arrives on an old one is refused, unread.
 * The server moves it, health and app read it.
 */
export type ServingState = { phase: 'open' | 'draining' | 'closed' };

export const createServingState = (): ServingState => ({ phase: 'open' });
