/** A button beside a field's message: what can be done about it. */
export interface Offer {
  readonly label: string;
  readonly onaccept: () => void;
}
