/** As the identity provider gave it, whatever the id is by which it knows somebody here. */
export const EMPLOYEE_NUMBERS = [`alter table staff_scim add column employee_number text`];
