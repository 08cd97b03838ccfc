package digitalocean

import "reflect"

// copyOf returns a pointer to a copy of a value, and nil for nil.
func copyOf[T any](value *T) *T {
	if value == nil {
		return nil
	}
	return new(*value)
}

// deepCopy returns a copy of a value of pointers, slices, maps and structs that shares nothing with it, but for what is in
// unexported fields, such as those of a [Secret].
func deepCopy[T any](value T) T { return copied(reflect.ValueOf(value)).Interface().(T) }

func copied(v reflect.Value) reflect.Value {
	switch {
	case v.Kind() == reflect.Pointer && !v.IsNil():
		pointer := reflect.New(v.Type().Elem())
		pointer.Elem().Set(copied(v.Elem()))
		return pointer
	case v.Kind() == reflect.Slice && !v.IsNil():
		slice := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			slice.Index(i).Set(copied(v.Index(i)))
		}
		return slice
	case v.Kind() == reflect.Map && !v.IsNil():
		entries := reflect.MakeMapWithSize(v.Type(), v.Len())
		for key, value := range v.Seq2() {
			entries.SetMapIndex(key, copied(value))
		}
		return entries
	case v.Kind() == reflect.Struct:
		fields := reflect.New(v.Type()).Elem()
		fields.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fields.Field(i).Set(copied(v.Field(i)))
			}
		}
		return fields
	}
	return v
}
