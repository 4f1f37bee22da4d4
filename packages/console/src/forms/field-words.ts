import { useText } from '../app/i18n/use-text.ts'
import { type FieldProps, useForm } from './form-context.ts'

/** What stands beside every control: name, help, what is wrong. */
export function useFieldWords({ path, name, label, isRequired }: Omit<FieldProps<unknown>, 'value' | 'onChange'>) {
  const text = useText()
  const { refusals } = useForm()
  return {
    label,
    description: text.maybe(`field.${name}.hint`) ?? undefined,
    required: isRequired,
    error: refusals.get(path) ?? null,
  }
}
