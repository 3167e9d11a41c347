/** Who signs a notice: GDPR Art. 33(3)(b) asks for a contact, and a reader must know the letter from a forged one. */
export interface Sender {
  /** The company's name in law. */
  name: string;
  /** Its mark, as text in the head of a letter. */
  mark: string;
  address: string;
  /** Answered at any hour. */
  phone: string;
  mail: string;
  /** The data protection officer: name or office, and how to reach them. */
  dpo: string;
  /** Where an answer to the mail goes. */
  replyTo: string;
}

/** For trials and tests: no mail of it leaves the machine. */
export const SAMPLE_SENDER: Sender = {
  name: 'Tocsin Sample Services Ltd',
  mark: 'Tocsin Sample Services',
  address: '1 Example Street, 75000 Paris, France',
  phone: '+33 1 99 00 00 00',
  mail: 'incidents@tocsin.example',
  dpo: 'Data Protection Officer, dpo@tocsin.example',
  replyTo: 'incidents@tocsin.example',
};
