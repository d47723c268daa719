"""The identity vault: keys of persons under master keys, sealed fields, and the keyed tokens by which they are found."""
