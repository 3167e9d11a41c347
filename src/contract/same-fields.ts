/**
 * Names nothing but the fields of a type, through all that it holds: texts, brands and words of a list are one, and so are a field that may
 * be absent and one that may not, for the compiler's own assignment tells these.
 */
type Fields<T> = T extends string | number | boolean | null
  ? 'value'
  : T extends readonly (infer E)[]
    ? Fields<E>[]
    : { [K in keyof T]-?: Fields<Exclude<T[K], undefined>> };

/** True if what is answered can be read as what is promised, and has no field beyond it. */
export type Agrees<Answered, Promised> = Answered extends Promised
  ? [Fields<Answered>] extends [Fields<Promised>]
    ? [Fields<Promised>] extends [Fields<Answered>]
      ? true
      : 'promised, and never answered'
    : 'answered, and not promised'
  : 'of another type';
