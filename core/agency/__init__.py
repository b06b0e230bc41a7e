"""Many packets of one agency: taken in, verified first, and seen together as the Act asks (section 4(d))."""
