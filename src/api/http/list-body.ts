import type { Request } from 'express';
import { z } from 'zod';
import { faultsOf, malformed, withLineFeeds } from './input';
import { readJsonList } from './json-list';
import type { FaultPoint } from './problem';

interface ListBody<Element extends z.ZodType, Around extends z.ZodObject> {
  /** The field that holds the list. */
  name: string;
  max: number;
  element: Element;
  /** The whole body, for what stands beside the list. */
  body: Around;
}

/** So many are told of; a list of another kind has one in each element. */
const FAULTS_SHOWN = 1_000;

/** A body with one long list, validated as `bodyAs` does, one element after another. @throws Problem with a pointer for each fault */
export async function listBodyAs<Element extends z.ZodType, Around extends z.ZodObject>(
  request: Request,
  { name, max, element, body }: ListBody<Element, Around>,
): Promise<{ elements: z.output<Element>[]; rest: Record<string, unknown> }> {
  const elements: z.output<Element>[] = [];
  const faults: FaultPoint[] = [];
  const { rest, count } = await readJsonList(request, { name, max }, (value, index) => {
    const parsed = element.safeParse(withLineFeeds(value));
    if (parsed.success) elements.push(parsed.data);
    else if (faults.length < FAULTS_SHOWN)
      faults.push(
        ...parsed.error.issues
          .flatMap(faultsOf)
          .map(({ pointer = '', detail }) => ({ pointer: `/${name}/${index}${pointer}`, detail })),
      );
  });
  const around = aroundOf(body, name, max).safeParse(
    count > 0 ? { ...rest, [name]: Array.from({ length: count }, () => null) } : withLineFeeds(rest),
  );
  if (!around.success) faults.unshift(...around.error.issues.flatMap(faultsOf));
  if (faults.length > 0 || !around.success) throw malformed(faults);
  return { elements, rest: around.data as Record<string, unknown> };
}

function aroundOf(body: z.ZodObject, name: string, max: number): z.ZodType {
  return z.strictObject({ ...body.shape, [name]: z.array(z.unknown()).min(1).max(max) });
}
