import type { Express, RequestHandler, Response } from 'express';
import { Problem } from './problem';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options';
export type Handlers = Partial<Record<Method, RequestHandler | RequestHandler[]>>;

/** Mounts a route with its methods; any other method is answered with 405 and the methods allowed. */
export function mount(app: Express, path: string, handlers: Handlers): void {
  const route = app.route(path);
  route.all((request, response, next) => {
    // Express drops the route and its parameters before its error handler runs.
    response.locals.place = { route: path, id: request.params.id } satisfies RoutePattern;
    next();
  });
  for (const [method, handler] of Object.entries(handlers)) route[method as Method](handler);
  const allow = Object.keys(handlers)
    .flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
    .join(', ');
  route.all((request) => {
    throw new Problem('wrong-method', `${request.method} does not go here.`, { headers: { Allow: allow } });
  });
}

interface RoutePattern {
  /** The pattern, since the requested path may hold anything. */
  route: string;
  id?: unknown;
}

export function routePatternOf(response: Response): RoutePattern {
  return (response.locals.place as RoutePattern | undefined) ?? { route: 'no route' };
}
