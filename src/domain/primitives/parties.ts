declare const of: unique symbol;

/**
 * Ids of customers, their accounts and contacts are a company's own, of any form: so a text that is of no kind is taken for one, and an id of
 * another kind is not.
 */
type IdOf<Kind extends string> = string & { readonly [of]?: Kind };

export type CustomerId = IdOf<'customer'>;
export type AccountId = IdOf<'account'>;
export type ContactId = IdOf<'contact'>;
/** Of one message to one contact: `<incident>/<notice>/<contact>`, and with which time where it is sent again. */
export type DeliveryId = IdOf<'delivery'>;
